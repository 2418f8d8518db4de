// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.velostream.schema.json.document.CanonicalValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a schema for arrays. Immutable.
 *
 * @param prefix the schemas of the first items
 * @param rest the schema of all other items; null when there is none
 * @param size the number of items
 * @param contains the keyword {@code contains}; null when it is absent
 * @param isUnique whether items must be unique
 */
public record ArrayRules(
    List<SchemaProgram> prefix,
    @Nullable SchemaProgram rest,
    Size size,
    @Nullable Contains contains,
    boolean isUnique) {

  /** The number of items. */
  public record Size(int min, int max) {}

  /**
   * The keyword {@code contains} with its numbers.
   *
   * @param evaluates whether matching items count as evaluated, as since draft 2020-12
   */
  public record Contains(SchemaProgram schema, int min, int max, boolean evaluates) {

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
    return isUnique || contains != null;
  }

  /** The schemas of an item. Read-only. */
  SchemaProgram[] item(int index) {
    SchemaProgram schema = index < prefix.size() ? prefix.get(index) : rest;
    return schema == null ? SchemaProgram.NONE : schema.asArray();
  }

  /** Whether an item of a valid array is evaluated. */
  boolean evaluates(int index, JsonNode item, ValidationRun run) {
    return index < prefix.size()
        || rest != null
        || (contains != null && contains.evaluates && contains.schema.admits(item, run));
  }

  boolean admitsEnd(int count) {
    return count >= size.min && count <= size.max;
  }

  /** The keyword that rejects the array as a whole; null when none does. */
  @Nullable String keyword(JsonNode array, ValidationRun run) {
    if (!admitsEnd(array.size())) {
      return array.size() < size.min ? "minItems" : "maxItems";
    }
    if (contains != null && !contains.admits((ArrayNode) array, run)) {
      return "contains";
    }
    return isUnique && !CanonicalValues.areUnique(array, run) ? "uniqueItems" : null;
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
    return (contains == null || contains.admits(array, run))
        && (!isUnique || CanonicalValues.areUnique(array, run));
  }
}
