// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.registry.protocol;

import io.velostream.schema.model.InvalidSchemaException;
import io.velostream.schema.model.SchemaReference;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Requests of Apicurio's native API v2, which Apicurio 2 and 3 support. Its Confluent-compatible
 * API has only one kind of id, depending on a setting of the registry, and no ids of 8 bytes.
 *
 * <p>The paths are relative to a URL that ends in {@code /apis/ccompat/vN}. A subject of the
 * compatible API is an artifact of the default group, so references resolve to subjects.
 */
public final class ApicurioRequests {

  private static final Pattern COMPATIBLE = Pattern.compile(".*/apis/ccompat/v\\d+/?");
  private static final Pattern DEFAULT_GROUP = Pattern.compile("|default|__\\$GROUPID\\$__");

  private ApicurioRequests() {}

  /** Whether a registry at {@code url} supports these requests. */
  public static boolean areSupportedBy(String url) {
    return COMPATIBLE.matcher(url).matches();
  }

  /** The text of the version with this id. */
  public static RegistryRequest<String> textOfGlobalId(long id) {
    return text("globalId " + id, target("globalIds", id));
  }

  /** The text with this id. */
  public static RegistryRequest<String> textOfContentId(long id) {
    return text("contentId " + id, target("contentIds", id));
  }

  /** The references of the version with this id. */
  public static RegistryRequest<List<SchemaReference>> referencesOfGlobalId(long id) {
    return references("globalId " + id, target("globalIds", id).segment("references"));
  }

  /** The references of the text with this id. */
  public static RegistryRequest<List<SchemaReference>> referencesOfContentId(long id) {
    return references("contentId " + id, target("contentIds", id).segment("references"));
  }

  private static RequestTarget target(String kind, long id) {
    return RequestTarget.ofSibling("registry", "v2", "ids", kind, String.valueOf(id));
  }

  private static RegistryRequest<String> text(String id, RequestTarget target) {
    return RegistryRequest.getAnswer(
        "get the schema of Apicurio's " + id, target, ApicurioRequests::bounded);
  }

  private static String bounded(ResponseBody answer) {
    String text = answer.text();
    if (text.length() > SchemaJson.MAX_SCHEMA_CHARS) {
      throw answer.tooLarge(
          "the schema has "
              + text.length()
              + " characters, more than the "
              + SchemaJson.MAX_SCHEMA_CHARS
              + " that are read");
    }
    return text;
  }

  private static RegistryRequest<List<SchemaReference>> references(
      String id, RequestTarget target) {
    return RegistryRequest.get(
        "get the references of Apicurio's " + id,
        target,
        answer -> answer.elements().stream().map(ApicurioRequests::reference).toList());
  }

  private static SchemaReference reference(JsonView answer) {
    JsonView group = answer.find("groupId");
    String artifact = answer.require("artifactId").text();
    if (group != null && !DEFAULT_GROUP.matcher(group.text()).matches()) {
      throw new InvalidSchemaException(
          "the schema refers to artifact "
              + artifact
              + " of group "
              + group.text()
              + ", and only the default group has subjects");
    }
    String version = answer.require("version").text();
    if (!version.matches("[1-9]\\d{0,8}")) {
      throw new InvalidSchemaException(
          "the schema refers to artifact "
              + artifact
              + " at version "
              + ErrorMessages.bounded(version)
              + ", which is no number as versions of subjects are");
    }
    return new SchemaReference(answer.require("name").text(), artifact, Integer.parseInt(version));
  }
}
