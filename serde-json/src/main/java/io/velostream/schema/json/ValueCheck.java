// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.json.program.Refusal;
import io.velostream.schema.json.program.SchemaProgram;
import io.velostream.schema.json.program.TokenChecker;
import io.velostream.schema.model.InvalidValueException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Validation of values in one schema: by a program as tokens pass by, and by the validator library
 * where there is no program or it does not admit a document, so that the library lists all errors.
 * Safe for many threads.
 */
final class ValueCheck {

  private final ObjectMapper trees;
  private final ObjectReader treeReader;
  private final SchemaValidator validator;
  private final @Nullable SchemaProgram program;
  private final JsonSettings.Validation settings;
  private final FallbackCounter fallbacks;

  /**
   * A check.
   *
   * @param trees reads documents that are validated
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
    this.validator = schema.validator(settings.maxRegexSteps());
    this.program = schema.program(settings.maxRegexSteps());
    if (program == null) {
      fallbacks.countSchema();
    }
  }

  /** Reads trees. */
  ObjectReader reader() {
    return treeReader;
  }

  /** Judges one document as it passes by; null when only the library can. */
  @Nullable TokenChecker checker() {
    return program == null ? null : new TokenChecker(program, trees.getNodeFactory());
  }

  /**
   * Judges one document as it is written; null when only the library can, or when the limit of
   * exponents is so low that a double may go beyond it.
   */
  @Nullable TokenChecker writtenChecker() {
    return settings.maxNumberExponent() < WrittenScalar.MAX_EXPONENT ? null : checker();
  }

  /** A parser of one document, whose tokens are judged as they are pulled. */
  JsonParser parser(JsonSource source, TokenChecker checker) throws IOException {
    return new CheckingParser(source.parser(trees), checker, settings.maxNumberExponent());
  }

  /**
   * Refuses a tree that does not fit. The library has the first word, as it lists all that is
   * wrong; where it finds nothing and the program does, the program follows the specification.
   */
  void check(JsonNode tree) {
    fallbacks.countValue();
    validator.check(tree, settings.showsValues());
    Refusal found = program == null ? null : Refusal.find(program, tree);
    if (found != null) {
      Violation violation = new Violation(found.pointer(), found.keyword(), "#", null, null);
      throw new InvalidValueException("the value does not fit its schema: " + violation, null);
    }
  }
}
