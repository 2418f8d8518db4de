// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json.jackson;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.MappingJsonFactory;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Checks whether the JSON text of a writer corresponds to its tokens. A user's mapper may be
 * configured otherwise: numbers as strings, other quotes, custom character escapes.
 */
public final class GeneratorConfigProbe {

  private static final Set<Class<?>> KNOWN =
      Set.of(StrictJsonFactory.class, JsonFactory.class, MappingJsonFactory.class);

  private static final List<JsonWriteFeature> OFF =
      List.of(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS);

  private static final List<JsonWriteFeature> ON =
      List.of(JsonWriteFeature.QUOTE_FIELD_NAMES, JsonWriteFeature.WRITE_NAN_AS_STRINGS);

  private GeneratorConfigProbe() {}

  public static boolean matchesTokens(ObjectWriter writer) {
    JsonFactory factory = writer.getFactory();
    if (!KNOWN.contains(factory.getClass()) || factory.getOutputDecorator() != null) {
      return false;
    }
    try (ByteArrayBuilder out = new ByteArrayBuilder();
        JsonGenerator generator = writer.createGenerator(out)) {
      return generator.getCharacterEscapes() == null
          && !FastDoubles.isEnabledFor(generator)
          && OFF.stream().noneMatch(each -> generator.isEnabled(each.mappedFeature()))
          && ON.stream().allMatch(each -> generator.isEnabled(each.mappedFeature()))
          && usesDoubleQuotes(generator, out);
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether strings are quoted with double quotes: a factory may be configured otherwise. */
  private static boolean usesDoubleQuotes(JsonGenerator generator, ByteArrayBuilder out)
      throws IOException {
    generator.writeString("");
    generator.flush();
    return out.toByteArray()[0] == '"';
  }
}
