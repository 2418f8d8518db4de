// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.velostream.schema.json.program.ValidationError;
import io.velostream.schema.model.InvalidValueException;
import io.velostream.schema.model.ValueEncoder;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes values in a version that may be older than they are. A value that the schema admits is
 * written as it is. From another one, the properties that closed objects ({@code
 * additionalProperties: false}) do not list are removed, wherever they are; if the schema does not
 * admit the rest either, the value is refused.
 */
final class ReducingEncoder implements ValueEncoder {

  private final ValueEncoder encoder;
  private final ValueValidator validator;
  private final ValueReduction reduction;
  private final ObjectMapper mapper;
  private final Consumer<String> onLoss;

  /**
   * An encoder.
   *
   * @param encoder writes values without validation
   * @param validator validates trees by the schema of the version
   * @param mapper reads and writes trees
   * @param onLoss is told each property of a value that is removed
   */
  ReducingEncoder(
      ValueEncoder encoder,
      ValueValidator validator,
      ObjectMapper mapper,
      Consumer<String> onLoss) {
    this.encoder = encoder;
    this.validator = validator;
    this.reduction = new ValueReduction(validator);
    this.mapper = mapper;
    this.onLoss = onLoss;
  }

  @Override
  public byte[] encode(Object value, byte[] frame) {
    byte[] bytes = encoder.encode(value, frame);
    try {
      JsonNode tree = mapper.readTree(bytes, frame.length, bytes.length - frame.length);
      List<ValidationError> errors = validator.errors(tree);
      if (errors.isEmpty()) {
        return bytes;
      }
      ValueReduction.Reduced reduced = reduction.reduce(tree, errors);
      if (reduced == null) {
        throw refused(tree);
      }
      reduced.removed().forEach(each -> onLoss.accept("property " + each));
      return framed(frame, mapper.writeValueAsBytes(reduced.tree()));
    } catch (JsonProcessingException e) {
      throw new InvalidValueException("the value is no JSON", e);
    } catch (IOException e) {
      throw new InvalidValueException("the value cannot be read again", e);
    }
  }

  private InvalidValueException refused(JsonNode tree) {
    try {
      validator.requireValid(tree);
    } catch (InvalidValueException e) {
      return new InvalidValueException(
          "the value does not fit the version that the rollout has chosen, and does not without"
              + " properties that the version refuses: "
              + e.getMessage(),
          e);
    }
    throw new IllegalStateException("a value was refused and is valid");
  }

  private static byte[] framed(byte[] frame, byte[] payload) {
    byte[] framed = new byte[frame.length + payload.length];
    System.arraycopy(frame, 0, framed, 0, frame.length);
    System.arraycopy(payload, 0, framed, frame.length, payload.length);
    return framed;
  }
}
