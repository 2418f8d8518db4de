// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.catalog;

import io.velostream.schema.serde.config.SerdeConfig;
import io.velostream.schema.serde.config.SerdeKeys;
import io.velostream.schema.serde.file.ConfigFiles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;
import org.apache.kafka.common.config.ConfigException;

/** Makes catalogs from the options of statements. */
public final class RegistryCatalogs {

  private static final String SERVERS = "bootstrap.servers";
  private static final String CLIENT_PREFIX = "properties.";
  private static final String SCAN_PREFIX = "scan.";

  private RegistryCatalogs() {}

  /**
   * Creates a catalog.
   *
   * @throws ValidationException naming an option that is unknown, missing or invalid
   */
  public static Catalog create(CatalogFactory.Context context) {
    Map<String, String> configs = new HashMap<>();
    Map<String, String> table = new HashMap<>();
    table.put("connector", "velo-kafka");
    table.put("scan.startup.mode", "earliest-offset");
    Set<String> known = SerdeConfig.sharedKeys().names();
    context
        .getOptions()
        .forEach(
            (key, value) -> {
              if (key.equals(SERVERS)) {
                table.put(CLIENT_PREFIX + SERVERS, value);
              } else if (key.startsWith(CLIENT_PREFIX) || key.startsWith(SCAN_PREFIX)) {
                table.put(key, value);
              } else if (key.equals("config.file")) {
                configs.put(ConfigFiles.KEY, value);
              } else if (known.contains(key)) {
                configs.put(key, value);
              } else if (!key.equals("type")) {
                throw new ValidationException(
                    "unknown option '"
                        + key
                        + "' of catalog "
                        + context.getName()
                        + "; known are bootstrap.servers, config.file, properties.*, scan.* and"
                        + " the keys of docs/configuration.md that all formats share");
              }
            });
    Map<String, Object> all = ConfigFiles.expand(configs);
    Object servers = all.get(SERVERS);
    if (servers != null) {
      table.putIfAbsent(CLIENT_PREFIX + SERVERS, servers.toString());
    }
    try {
      if (SerdeConfig.forProgram(configs).list(SerdeKeys.URL).isEmpty()) {
        throw new ConfigException("schema.registry.url is missing");
      }
    } catch (ConfigException e) {
      throw new ValidationException(
          "options of catalog " + context.getName() + ": " + e.getMessage(), e);
    }
    return new RegistryCatalog(context.getName(), configs, table);
  }
}
