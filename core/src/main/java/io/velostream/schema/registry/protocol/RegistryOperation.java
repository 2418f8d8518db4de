// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import java.util.Locale;
import java.util.regex.Pattern;

/** The kind of a request to a registry, for metrics. */
public enum RegistryOperation {
  /** Reads a schema, or a part of it, by id. */
  READ_BY_ID("GET", "/schemas/ids/.*"),
  /** Reads a schema by GUID. */
  READ_BY_GUID("GET", "/schemas/guids/.*"),
  /** Reads the newest version of a subject. */
  READ_LATEST("GET", "/subjects/[^/]+/versions/(latest|-1)|/subjects/[^/]+/metadata"),
  /** Reads a version of a subject. */
  READ_VERSION("GET", "/subjects/[^/]+/versions/.+"),
  /** Registers a schema. */
  REGISTER("POST", "/subjects/[^/]+/versions"),
  /** Finds a schema under a subject by its content. */
  LOOK_UP("POST", "/subjects/[^/]+"),
  /** Checks the compatibility of a schema. */
  CHECK_COMPATIBILITY("POST", "/compatibility/.*"),
  /** Reads or changes a compatibility level or a mode. */
  CONFIGURE("GET|PUT|DELETE", "/(config|mode)(/.*)?"),
  /** Deletes a version or a subject. */
  DELETE("DELETE", "/subjects/.*"),
  /** Lists subjects, versions, contexts or types. */
  LIST("GET", "/(subjects|contexts|schemas/types)(/.*)?|/schemas"),
  /** Any other request, such as for associations of topics and for schemas of Apicurio or Glue. */
  OTHER(".*", ".*");

  private static final Pattern CONTEXT = Pattern.compile("^/contexts/[^/]+(?=/)");
  private static final Pattern QUERY = Pattern.compile("\\?.*");

  private final Pattern methods;
  private final Pattern paths;

  RegistryOperation(String methods, String paths) {
    this.methods = Pattern.compile(methods);
    this.paths = Pattern.compile(paths);
  }

  /**
   * The operation of a request.
   *
   * @param target path and query below the registry's base URL
   */
  static RegistryOperation of(String method, String target) {
    String path = CONTEXT.matcher(QUERY.matcher(target).replaceFirst("")).replaceFirst("");
    for (RegistryOperation operation : values()) {
      if (operation.methods.matcher(method).matches() && operation.paths.matcher(path).matches()) {
        return operation;
      }
    }
    return OTHER;
  }

  /** The name in metrics: {@code read-by-id}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
