// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.json.document.CanonicalTexts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a schema asks of an array. Immutable.
 *
 * @param first schemas of the first items
 * @param rest of all others; null when anything goes
 * @param size how many items
 * @param wanted what some items must be; null for nothing
 * @param isUnique whether no two items may be equal
 */
public record ArrayRules(
    List<SchemaProgram> first,
    @Nullable SchemaProgram rest,
    Size size,
    @Nullable Contained wanted,
    boolean isUnique) {

  /** The number of items. */
  public record Size(int min, int max) {}

  /**
   * The keyword {@code contains} with its numbers.
   *
   * @param evaluates whether the items that it finds count as looked at, as since 2020-12
   */
  public record Contained(SchemaProgram schema, int min, int max, boolean evaluates) {

    boolean admits(ArrayNode array, ValidationRun run) {
      int count = 0;
      for (JsonNode item : array) {
        run.step();
        count += schema.admits(item, run) ? 1 : 0;
      }
      return count >= min && count <= max;
    }
  }

  boolean needsTree() {
    return isUnique || wanted != null;
  }

  /** What an item must fit; not to be changed. */
  SchemaProgram[] item(int index) {
    SchemaProgram schema = index < first.size() ? first.get(index) : rest;
    return schema == null ? SchemaProgram.NONE : schema.alone();
  }

  /** Whether an item of an array that is admitted has been looked at. */
  boolean evaluates(int index, JsonNode item, ValidationRun run) {
    return index < first.size()
        || rest != null
        || (wanted != null && wanted.evaluates && wanted.schema.admits(item, run));
  }

  boolean admitsEnd(int count) {
    return count >= size.min && count <= size.max;
  }

  /** The keyword that refuses an array all of whose items may be well; null when none does. */
  @Nullable String keyword(JsonNode array, ValidationRun run) {
    if (!admitsEnd(array.size())) {
      return array.size() < size.min ? "minItems" : "maxItems";
    }
    if (wanted != null && !wanted.admits((ArrayNode) array, run)) {
      return "contains";
    }
    return isUnique && !CanonicalTexts.areUnique(array, run) ? "uniqueItems" : null;
  }

  boolean admits(ArrayNode array, ValidationRun run) {
    if (!admitsEnd(array.size())) {
      return false;
    }
    for (int i = 0; i < array.size(); i++) {
      run.step();
      for (SchemaProgram schema : item(i)) {
        if (!schema.admits(array.get(i), run)) {
          return false;
        }
      }
    }
    return (wanted == null || wanted.admits(array, run))
        && (!isUnique || CanonicalTexts.areUnique(array, run));
  }
}
