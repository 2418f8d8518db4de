// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.serde.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** The version of kafka-clients on the class path, for features that need a newer one. */
public final class KafkaVersion {

  private static final boolean HAS_TOKEN_RETRIEVERS =
      has("org.apache.kafka.common.security.oauthbearer.JwtRetriever")
          && has("org.apache.kafka.common.security.oauthbearer.ClientJwtValidator");

  private KafkaVersion() {}

  /**
   * Refuses a value that needs Kafka's token retrievers (KIP-1139), if they are missing.
   *
   * @throws ConfigException naming the present version, the required one and how to update
   */
  public static void requireTokenRetrievers(String key, Object value) {
    if (!HAS_TOKEN_RETRIEVERS) {
      throw new ConfigException(
          key,
          value,
          "needs kafka-clients 4.1.0 or newer, and here is "
              + found()
              + "; raise the version of org.apache.kafka:kafka-clients (with Spring Boot the"
              + " property kafka.version), or give the token by STATIC_TOKEN or CUSTOM");
    }
  }

  private static boolean has(String name) {
    try {
      Class.forName(name, false, KafkaVersion.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** The version in the library's properties file; the class for it has moved between packages. */
  private static String found() {
    try (InputStream in = ConfigDef.class.getResourceAsStream("/kafka/kafka-version.properties")) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "an older one").trim();
    } catch (IOException e) {
      return "an older one";
    }
  }
}
