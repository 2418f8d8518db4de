// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.json.error.ShownPlaces;
import io.velostream.schema.json.error.Violation;
import io.velostream.schema.json.jackson.JsonSource;
import io.velostream.schema.json.jackson.ValidatingBytesParser;
import io.velostream.schema.json.jackson.WrittenScalar;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.StreamingValidator;
import io.velostream.schema.json.program.ValidationError;
import io.velostream.schema.json.program.ValidationErrors;
import io.velostream.schema.json.program.ValidationRun;
import io.velostream.schema.json.program.ViolationMessages;
import io.velostream.schema.json.schema.JsonSchema;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Validation of values in one schema by its program: as tokens pass by, and once more as a tree for
 * a document that does not fit, to list all errors. Safe for many threads.
 */
final class ValueCheck {

  private final JsonSchema schema;
  private final ObjectMapper trees;
  private final ObjectReader treeReader;
  private final SchemaProgram program;
  private final JsonSettings.Validation settings;
  private final FallbackCounter fallbacks;

  /**
   * A check.
   *
   * @param trees reads documents that are validated
   * @throws io.velostream.schema.model.InvalidSchemaException when values of the schema cannot be
   *     validated
   */
  ValueCheck(
      JsonSchema schema,
      ObjectMapper trees,
      JsonSettings.Validation settings,
      FallbackCounter fallbacks) {
    this.trees = trees;
    this.treeReader = trees.readerFor(JsonNode.class);
    this.settings = settings;
    this.fallbacks = fallbacks;
    this.schema = schema;
    this.program = schema.program(settings.maxRegexSteps());
  }

  /** Reads trees. */
  ObjectReader reader() {
    return treeReader;
  }

  /** Judges one document as it passes by. */
  StreamingValidator checker() {
    return new StreamingValidator(program, trees.getNodeFactory(), settings.maxSteps());
  }

  /**
   * Judges one document as it is written; null when the limit of exponents is so low that a double
   * may go beyond it.
   */
  @Nullable StreamingValidator writtenChecker() {
    return settings.maxNumberExponent() < WrittenScalar.MAX_EXPONENT ? null : checker();
  }

  /** A parser of one document, whose tokens are judged as they are pulled. */
  JsonParser parser(JsonSource source, StreamingValidator checker) throws IOException {
    return source.parser(
        trees, new ValidatingBytesParser.Judge(checker, settings.maxNumberExponent()));
  }

  /**
   * Refuses a tree that does not fit.
   *
   * @throws InvalidValueException listing at most 10 places, or saying that a limit is reached
   */
  void check(JsonNode tree) {
    fallbacks.countValue();
    ValidationRun run = new ValidationRun(settings.maxSteps());
    if (!run.admits(program, tree)) {
      throw Violation.exception(violations(program, tree, run));
    }
  }

  private Violation.Listed violations(SchemaProgram by, JsonNode tree, ValidationRun run) {
    ValidationErrors refusals = ValidationErrors.find(by, tree, run);
    ShownPlaces shown = shown(tree);
    List<Violation> listed =
        refusals.found().stream()
            .limit(Violation.MAX_LISTED)
            .map(each -> violation(each, shown))
            .toList();
    return new Violation.Listed(listed, refusals.found().size(), refusals.isComplete());
  }

  private ShownPlaces shown(JsonNode tree) {
    return new ShownPlaces(tree, schema.pointers(), settings.showsValues());
  }

  private static Violation violation(ValidationError refusal, ShownPlaces shown) {
    return new Violation(
        shown.pointer(refusal.pointer()),
        refusal.keyword(),
        shown.schema().of(refusal.schema()) + "/" + refusal.keyword(),
        shown.property(refusal.property()),
        shown.value(refusal.value()),
        ViolationMessages.of(
            refusal.schema(),
            refusal.keyword(),
            refusal.value(),
            shown.property(refusal.property())));
  }
}
