package io.bailiwick.ingest.watch;

import java.util.Arrays;

/** From a number to the whole numbers that were put under it. Grows; nothing is taken out. */
final class LongLists {
  private static final int NONE = -1;

  private long[] keys = new long[1 << 10];
  private int[] heads = new int[1 << 10];
  private int used;

  private int[] values = new int[1 << 10];
  private int[] nexts = new int[1 << 10];
  private int entries;

  LongLists() {
    Arrays.fill(heads, NONE);
  }

  void put(long key, int value) {
    if (used * 2 >= keys.length) {
      grow();
    }
    if (entries == values.length) {
      values = Arrays.copyOf(values, entries * 2);
      nexts = Arrays.copyOf(nexts, entries * 2);
    }
    int slot = slot(key);
    if (heads[slot] == NONE) {
      keys[slot] = key;
      used++;
    }
    values[entries] = value;
    nexts[entries] = heads[slot];
    heads[slot] = entries++;
  }

  /** First entry under the key, to be read with {@link #value} and {@link #next}; -1 for none. */
  int first(long key) {
    return heads[slot(key)];
  }

  int next(int entry) {
    return nexts[entry];
  }

  int value(int entry) {
    return values[entry];
  }

  private int slot(long key) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    int mask = keys.length - 1;
    int slot = (int) (mixed >>> 32) & mask;
    while (heads[slot] != NONE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldHeads = heads;
    keys = new long[oldKeys.length * 2];
    heads = new int[oldHeads.length * 2];
    Arrays.fill(heads, NONE);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldHeads[i] != NONE) {
        int slot = slot(oldKeys[i]);
        keys[slot] = oldKeys[i];
        heads[slot] = oldHeads[i];
      }
    }
  }
}
