// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/** Avro, by Avro's own parser and compatibility rules. */
final class AvroLanguage implements SchemaLanguage {

  @Override
  public String compact(SourceText source) {
    String printed = normalized(source);
    try {
      return Json.print(ExactNumbers.restored(Json.readExact(printed), source.text()));
    } catch (JsonProcessingException e) {
      throw Rejection.invalidSchema(e.getOriginalMessage());
    }
  }

  @Override
  @SuppressWarnings("deprecation") // the formatter in its place prints referenced types in full
  public String normalized(SourceText source) {
    Schema.Parser parser = parserAfter(source);
    List<Schema> referenced = List.copyOf(parser.getTypes().values());
    return parse(parser, source.text()).toString(referenced, false);
  }

  @Override
  public List<String> incompatibilities(SourceText reader, SourceText writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(parse(reader), parse(writer))
        .getResult()
        .getIncompatibilities()
        .stream()
        .map(AvroLanguage::sentence)
        .toList();
  }

  private static String sentence(Incompatibility incompatibility) {
    return "%s at '%s': reader %s cannot read what writer %s wrote (%s)"
        .formatted(
            incompatibility.getType(),
            incompatibility.getLocation(),
            nameOf(incompatibility.getReaderFragment()),
            nameOf(incompatibility.getWriterFragment()),
            incompatibility.getMessage());
  }

  private static String nameOf(Schema schema) {
    return schema.getType().getName() + " '" + schema.getFullName() + "'";
  }

  private static Schema parse(SourceText source) {
    return parse(parserAfter(source), source.text());
  }

  private static Schema.Parser parserAfter(SourceText source) {
    Schema.Parser parser = new Schema.Parser();
    source.dependencies().forEach(each -> parse(parser, each.text()));
    return parser;
  }

  private static Schema parse(Schema.Parser parser, String text) {
    try {
      return parser.parse(text);
    } catch (AvroRuntimeException e) {
      throw Rejection.invalidSchema(String.valueOf(e.getMessage()));
    }
  }
}
