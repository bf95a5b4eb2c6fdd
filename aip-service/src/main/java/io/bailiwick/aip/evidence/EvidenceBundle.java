package io.bailiwick.aip.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bailiwick.common.json.CanonicalJson;
import io.bailiwick.common.json.Hashes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP with the packets of a notice, a manifest, the digests of all files, and a signature over
 * the digests (JWS, RFC 7515). The files and their order are the same every time.
 */
final class EvidenceBundle {
  /** The oldest time that a ZIP can name, so that nothing of the bundle tells when it was made. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private static final String README =
      """
      Evidence of a notice in the Abuse Intervention Program.

      packets/         one document for each name, as it was frozen (canonical JSON)
      manifest.json    what the bundle is about, and what is missing or erased, with its digest
      SHA256SUMS       the digests of all other files
      SHA256SUMS.jws   the registry's signature over SHA256SUMS (RFC 7515, compact)

      To check the digests:           sha256sum -c SHA256SUMS
      To check the signature, too:    java VerifyEvidence.java BUNDLE.zip KEYS.json

      KEYS.json is the answer of /v1/signing-keys of the registry's aip-service; VerifyEvidence.java comes with its documentation.
      """;

  private final List<Packet> packets;
  private final byte[] manifest;
  private final byte[] sums;
  private final String signature;

  /**
   * @param signer makes a compact JWS over bytes
   */
  EvidenceBundle(
      EvidenceRepository.Request request,
      List<Packet> packets,
      List<EvidenceRepository.Missing> missing,
      Function<byte[], String> signer) {
    this.packets = packets;
    this.manifest = manifest(request, packets, missing);
    StringBuilder lines = new StringBuilder();
    line(lines, Hashes.sha256Hex(README.getBytes(UTF_8)), "README.txt");
    line(lines, Hashes.sha256Hex(manifest), "manifest.json");
    for (int i = 0; i < packets.size(); i++) {
      if (packets.get(i).erased() == null) {
        line(lines, packets.get(i).sha256(), file(i));
      }
    }
    this.sums = lines.toString().getBytes(UTF_8);
    this.signature = signer.apply(sums);
  }

  private static void line(StringBuilder lines, String sha256, String file) {
    lines.append(sha256).append("  ").append(file).append('\n');
  }

  private String file(int index) {
    return file(index, packets.get(index));
  }

  private static String file(int index, Packet packet) {
    return "packets/%05d-%s.json"
        .formatted(index + 1, packet.incidentId())
        .toLowerCase(Locale.ROOT);
  }

  private static byte[] manifest(
      EvidenceRepository.Request request,
      List<Packet> packets,
      List<EvidenceRepository.Missing> missing) {
    List<Map<String, Object>> listed = new ArrayList<>();
    for (int i = 0; i < packets.size(); i++) {
      Packet packet = packets.get(i);
      Map<String, Object> entry = new HashMap<>();
      entry.put("packet", packet.id());
      entry.put("incident", packet.incidentId());
      entry.put("sha256", packet.sha256());
      entry.put("size", packet.size());
      entry.put("frozenAt", packet.frozenAt());
      if (packet.erased() == null) {
        entry.put("file", file(i, packet));
      } else {
        entry.put("erased", packet.erased());
        entry.put("erasureReason", String.valueOf(packet.erasureReason()));
      }
      listed.add(entry);
    }
    return CanonicalJson.bytes(
        Map.of(
            "layout",
            1,
            "case",
            request.caseId(),
            "caseReference",
            request.caseReference(),
            "notice",
            request.noticeId(),
            "registrar",
            request.registrar(),
            "packets",
            listed,
            "missing",
            missing.stream()
                .map(each -> Map.of("incident", each.incidentId(), "reason", each.reason()))
                .toList()));
  }

  /**
   * @param content the document of a packet
   */
  void write(OutputStream out, Function<UUID, byte[]> content) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "README.txt", README.getBytes(UTF_8));
      put(zip, "manifest.json", manifest);
      put(zip, "SHA256SUMS", sums);
      put(zip, "SHA256SUMS.jws", signature.getBytes(UTF_8));
      for (int i = 0; i < packets.size(); i++) {
        if (packets.get(i).erased() == null) {
          put(zip, file(i), content.apply(packets.get(i).id()));
        }
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
