// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.runner;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.api.ValidationException;
import org.jspecify.annotations.Nullable;

/**
 * The statement {@code CREATE STREAM name [(columns)] [AS query] WITH (source_config = 'file',
 * sink_config = 'file')}.
 *
 * @param name the stream
 * @param columns its columns; null where they come from the query
 * @param query the query that fills it; null for a stream that is read only
 * @param sourceConfig the file of the table that the query reads, or of the stream itself; null if
 *     it is there already
 * @param sinkConfig the file of the stream that the query fills; null if there is no query
 */
record StreamStatement(
    String name,
    @Nullable String columns,
    @Nullable String query,
    @Nullable String sourceConfig,
    @Nullable String sinkConfig) {

  private static final String SOURCE = "source_config";
  private static final String SINK = "sink_config";
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final Pattern WITH = Pattern.compile("\\bWITH\\s*\\(([^()]*)\\)\\s*$", FLAGS);
  private static final Pattern OPTION =
      Pattern.compile("\\s*(?:'([^']+)'|([\\w.-]+))\\s*=\\s*'((?:[^']|'')*)'\\s*(?:,|$)");
  private static final Pattern HEAD =
      Pattern.compile("CREATE\\s+STREAM\\s+(`[^`]+`|[\\w.]+)\\s*(.*)", FLAGS);
  private static final Pattern QUERY = Pattern.compile("AS\\s+(.+)", FLAGS);
  private static final Pattern SOURCE_TABLE =
      Pattern.compile("\\bFROM\\s+(`[^`]+`|[\\w.]+)", FLAGS);

  /**
   * Reads the statement.
   *
   * @throws ValidationException if it has another form, or options that are unknown or missing
   */
  static StreamStatement parse(String text) {
    Matcher with = WITH.matcher(text);
    if (!with.find()) {
      throw refused("it does not end with WITH (source_config = '…', sink_config = '…')");
    }
    Map<String, String> options = options(with.group(1));
    Matcher head = HEAD.matcher(text.substring(0, with.start()).strip());
    if (!head.matches()) {
      throw refused("it has no name");
    }
    String rest = head.group(2).strip();
    Matcher query = QUERY.matcher(rest);
    boolean hasQuery = query.matches();
    if (!hasQuery && !rest.isEmpty() && !(rest.startsWith("(") && rest.endsWith(")"))) {
      throw refused("behind the name is neither AS with a query nor a list of columns");
    }
    StreamStatement statement =
        new StreamStatement(
            head.group(1),
            hasQuery || rest.isEmpty() ? null : rest.substring(1, rest.length() - 1),
            hasQuery ? query.group(1) : null,
            options.get(SOURCE),
            options.get(SINK));
    statement.check();
    return statement;
  }

  private void check() {
    if (query != null && sinkConfig == null) {
      throw refused("it has a query, so that it needs " + SINK);
    }
    if (query == null && (sourceConfig == null) == (sinkConfig == null)) {
      throw refused("it has no query, so that it needs one of " + SOURCE + " and " + SINK);
    }
  }

  private static Map<String, String> options(String list) {
    Map<String, String> options = new HashMap<>();
    Matcher option = OPTION.matcher(list);
    int end = 0;
    while (option.find() && option.start() == end) {
      String key = option.group(1) != null ? option.group(1) : option.group(2);
      if (!key.equals(SOURCE) && !key.equals(SINK)) {
        throw refused("its option " + key + " is unknown; known are " + SOURCE + " and " + SINK);
      }
      options.put(key, option.group(3).replace("''", "'"));
      end = option.end();
    }
    if (!list.substring(end).isBlank()) {
      throw refused("its options are not of the form key = 'value'");
    }
    return options;
  }

  /** The first table that the query reads, as it is written; null if there is none. */
  @Nullable String sourceTable() {
    Matcher from = SOURCE_TABLE.matcher(query == null ? "" : query);
    return from.find() ? from.group(1) : null;
  }

  private static ValidationException refused(String reason) {
    return new ValidationException("this is no CREATE STREAM statement: " + reason);
  }
}
