// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.velostream.schema.event.FallbackCounter;
import io.velostream.schema.json.error.DocumentRedaction;
import io.velostream.schema.json.error.Violation;
import io.velostream.schema.json.jackson.JsonPayload;
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
 * Validates values against one schema: streaming by tokens, and as a tree for invalid documents, to
 * list all errors. Thread-safe.
 */
final class ValueValidator {

  private final JsonSchema schema;
  private final ObjectMapper treeMapper;
  private final ObjectReader treeReader;
  private final SchemaProgram program;
  private final JsonSettings.Validation settings;
  private final FallbackCounter fallbacks;

  /**
   * Creates a validator.
   *
   * @param treeMapper reads documents as trees
   * @throws io.velostream.schema.model.InvalidSchemaException when values of the schema cannot be
   *     validated
   */
  ValueValidator(
      JsonSchema schema,
      ObjectMapper treeMapper,
      JsonSettings.Validation settings,
      FallbackCounter fallbacks) {
    this.treeMapper = treeMapper;
    this.treeReader = treeMapper.readerFor(JsonNode.class);
    this.settings = settings;
    this.fallbacks = fallbacks;
    this.schema = schema;
    this.program = schema.program(settings.maxRegexSteps());
  }

  /** Reads trees. */
  ObjectReader treeReader() {
    return treeReader;
  }

  /** Creates a streaming validator for one document. */
  StreamingValidator newValidator() {
    return new StreamingValidator(program, treeMapper.getNodeFactory(), settings.maxSteps());
  }

  /**
   * Creates a streaming validator for a document that is written; null when a double may exceed the
   * configured limit of exponents.
   */
  @Nullable StreamingValidator newWriteValidator() {
    return settings.maxNumberExponent() < WrittenScalar.MAX_EXPONENT ? null : newValidator();
  }

  /** Creates a parser that validates tokens as they are read. */
  JsonParser parser(JsonPayload source, StreamingValidator validator) throws IOException {
    return source.parser(
        treeMapper,
        new ValidatingBytesParser.TokenValidation(validator, settings.maxNumberExponent()));
  }

  /**
   * Rejects an invalid tree.
   *
   * @throws InvalidValueException listing at most 10 errors, or naming the limit that was reached
   */
  void requireValid(JsonNode tree) {
    fallbacks.countValue();
    ValidationRun run = new ValidationRun(settings.maxSteps());
    if (!run.admits(program, tree)) {
      throw Violation.exception(violations(program, tree, run));
    }
  }

  /**
   * The errors of a tree, by branch; none if it is valid.
   *
   * @throws InvalidValueException if the step limit is exceeded before an error is found
   */
  List<ValidationError> errors(JsonNode tree) {
    ValidationRun run = new ValidationRun(settings.maxSteps());
    if (run.admits(program, tree)) {
      return List.of();
    }
    ValidationErrors errors = ValidationErrors.findByBranch(program, tree, run);
    if (errors.found().isEmpty()) {
      throw Violation.exception(new Violation.Listed(List.of(), 0, errors.isComplete()));
    }
    return errors.found();
  }

  private Violation.Listed violations(SchemaProgram by, JsonNode tree, ValidationRun run) {
    ValidationErrors errors = ValidationErrors.find(by, tree, run);
    DocumentRedaction redaction = redaction(tree);
    List<Violation> listed =
        errors.found().stream()
            .limit(Violation.MAX_LISTED)
            .map(each -> violation(each, redaction))
            .toList();
    return new Violation.Listed(listed, errors.found().size(), errors.isComplete());
  }

  private DocumentRedaction redaction(JsonNode tree) {
    return new DocumentRedaction(tree, schema.pointers(), settings.showsValues());
  }

  private static Violation violation(ValidationError error, DocumentRedaction redaction) {
    return new Violation(
        redaction.pointer(error.pointer()),
        error.keyword(),
        redaction.schema().of(error.schema()) + "/" + error.keyword(),
        redaction.property(error.property()),
        redaction.value(error.value()),
        ViolationMessages.of(
            error.schema(), error.keyword(), error.value(), redaction.property(error.property())));
  }
}
