package io.bailiwick.ingest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A registry of many zones: the top-level domains that most names of a large real list lie under.
 */
public final class ManyZones implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "bailiwick.zones",
        "org,com,net,info,top,xyz,site,shop,online,store,icu,cc,cn,app,dev,io,co,ru,de,fr,it,pl,nl,me,us,eu,vip,club,"
            + "click,live,life,world,cfd,sbs,bond,lol,fun,pro,biz,asia,one,blog,help,support,link,page,website,space,tech");
  }
}
