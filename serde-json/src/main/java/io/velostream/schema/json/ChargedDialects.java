// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.DefaultDialectRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.DialectRegistry;
import com.networknt.schema.format.Format;
import com.networknt.schema.format.RegexFormat;
import com.networknt.schema.keyword.FormatKeyword;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import io.velostream.schema.json.document.Draft;
import io.velostream.schema.json.pattern.BoundedPattern;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The validator library's dialects with keywords that take what they cost from the run that asks
 * them. Safe for many threads.
 */
final class ChargedDialects implements DialectRegistry {

  static final ChargedDialects INSTANCE = new ChargedDialects();

  /** Keywords whose cost depends on the value, beside {@code format}. */
  private static final Set<String> COSTLY =
      Set.of("multipleOf", "enum", "const", "uniqueItems", "contentEncoding", "contentMediaType");

  /** The dialects of the specification; those of users' meta-schemas are made for each schema. */
  private final Map<String, Dialect> known = new ConcurrentHashMap<>();

  private ChargedDialects() {}

  @Override
  public Dialect getDialect(String id, SchemaRegistry registry) {
    Dialect charged = known.get(id);
    if (charged == null) {
      charged = charged(DefaultDialectRegistry.getInstance().getDialect(id, registry));
      if (Draft.isMetaSchema(id)) {
        known.put(id, charged);
      }
    }
    return charged;
  }

  private static Dialect charged(Dialect dialect) {
    return Dialect.builder(dialect)
        .keywords(
            keywords ->
                keywords.replaceAll(
                    (name, keyword) ->
                        COSTLY.contains(name) ? new ChargedKeyword(keyword) : keyword))
        .formatKeywordFactory(ChargedFormats::new)
        .build();
  }

  private static final class ChargedFormats extends FormatKeyword {

    ChargedFormats(Map<String, Format> formats) {
      super(withOwnRegex(formats));
    }

    private static Map<String, Format> withOwnRegex(Map<String, Format> formats) {
      Map<String, Format> changed = new HashMap<>(formats);
      changed.replace("regex", new EcmaRegexFormat());
      return changed;
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode asked, Schema around, SchemaContext context) {
      KeywordValidator made = super.newValidator(location, asked, around, context);
      return new ChargedValidator(made, asked);
    }
  }

  /** The format {@code regex}, which has to be valid with the {@code u} flag. */
  private static final class EcmaRegexFormat extends RegexFormat {

    @Override
    public boolean matches(ExecutionContext context, SchemaContext around, String value) {
      return BoundedPattern.isStrictlyValid(value);
    }
  }

  private record ChargedKeyword(Keyword keyword) implements Keyword {

    @Override
    public String getValue() {
      return keyword.getValue();
    }

    @Override
    public KeywordValidator newValidator(
        SchemaLocation location, JsonNode asked, Schema around, SchemaContext context)
        throws Exception {
      return new ChargedValidator(keyword.newValidator(location, asked, around, context), asked);
    }
  }

  private record ChargedValidator(KeywordValidator validator, JsonNode asked)
      implements KeywordValidator {

    @Override
    public void validate(
        ExecutionContext context, JsonNode value, JsonNode document, NodePath place) {
      if (context instanceof LibraryRun run) {
        run.spend(KeywordCosts.of(getKeyword(), asked, value));
      }
      validator.validate(context, value, document, place);
    }

    @Override
    public String getKeyword() {
      return validator.getKeyword();
    }

    @Override
    public SchemaLocation getSchemaLocation() {
      return validator.getSchemaLocation();
    }

    @Override
    public void preloadSchema() {
      validator.preloadSchema();
    }
  }
}
