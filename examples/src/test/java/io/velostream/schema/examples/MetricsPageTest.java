// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.velostream.schema.metrics.Metric;
import io.velostream.schema.metrics.MetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Prints docs/metrics.md from the code, and holds the page, dashboard and alert rules to it. */
class MetricsPageTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final String UPDATE = "docs.update";
  private static final Pattern NAME = Pattern.compile("velostream_[a-z0-9_]+");
  private static final Pattern ROW =
      Pattern.compile("\\| `[a-z0-9_]+` \\| `([a-z0-9-]+)` of `([a-z-]+)` \\|");

  private final List<MetricGroup> groups = MetricsOfOneRecord.groups();

  @Test
  void thePageSaysWhatTheCodePublishes() throws IOException {
    Path page = DOCS.resolve("metrics.md");
    String printed = MetricsPage.print(groups);
    if (Boolean.getBoolean(UPDATE)) {
      Files.writeString(page, printed, UTF_8);
    }

    assertThat(Files.readString(page, UTF_8))
        .as(
            "docs/metrics.md differs from the code; print it anew with mvn -pl examples -am test"
                + " -Dtest=MetricsPageTest -Dsurefire.failIfNoSpecifiedTests=false -D%s",
            UPDATE)
        .isEqualTo(printed);
  }

  @Test
  void eachNameOfTheSpecificationIsMappedToAMetric() throws IOException {
    Matcher row = ROW.matcher(Files.readString(DOCS.resolve("metrics.md"), UTF_8));
    int rows = 0;
    while (row.find()) {
      rows++;
      String type = row.group(2);
      MetricGroup group =
          groups.stream().filter(it -> it.type().equals(type)).findFirst().orElseThrow();
      assertThat(group.metric(row.group(1))).isNotNull();
    }
    assertThat(rows).isEqualTo(8);
  }

  @Test
  void dashboardAndAlertRulesUseMetricsThatExist() throws IOException {
    Set<String> names =
        groups.stream()
            .flatMap(group -> group.metrics().stream().map(it -> MetricsPage.prometheus(group, it)))
            .collect(Collectors.toCollection(TreeSet::new));

    for (String file : List.of("grafana-dashboard.json", "prometheus-rules.yml")) {
      Matcher used =
          NAME.matcher(Files.readString(DOCS.resolve("monitoring").resolve(file), UTF_8));
      Set<String> found = new TreeSet<>();
      while (used.find()) {
        found.add(used.group());
      }
      assertThat(found).as(file).hasSizeGreaterThan(5);
      assertThat(names).as(file).containsAll(found);
    }
  }

  @Test
  void theJmxExporterNamesMetricsAsTheOthersDo() throws IOException {
    List<Map<String, Object>> rules = exporterRules();
    int named = 0;
    List<MetricGroup> all = new ArrayList<>(groups);
    for (MetricGroup group : groups) {
      all.add(with(group, "class-loader", "2"));
      if (group.tags().containsKey("client-id")) {
        all.add(with(group, "ordinal", "3"));
        all.add(with(with(group, "ordinal", "3"), "class-loader", "2"));
      }
    }
    for (MetricGroup group : all) {
      for (Metric metric : group.metrics()) {
        Matcher first = firstMatch(rules, bean(group) + "<>" + metric.name());
        Map<String, Object> rule = ruleOf(rules, first);

        assertThat(first.replaceFirst(String.valueOf(rule.get("name"))).replace('-', '_'))
            .isEqualTo(MetricsPage.prometheus(group, metric));
        Map<String, String> labels = new TreeMap<>();
        ((Map<?, ?>) rule.get("labels"))
            .forEach(
                (label, value) ->
                    labels.put(
                        first.replaceFirst(label.toString()).replace('-', '_'),
                        first.replaceFirst(value.toString())));
        labels.values().removeIf(String::isEmpty); // as the exporter does
        Map<String, String> tags = new TreeMap<>();
        group.tags().forEach((tag, value) -> tags.put(tag.replace('-', '_'), value));
        assertThat(labels).as(group + " " + metric.name()).isEqualTo(tags);
        named++;
      }
    }
    assertThat(named).isGreaterThan(100);
  }

  private static MetricGroup with(MetricGroup group, String tag, String value) {
    Map<String, String> tags = new LinkedHashMap<>(group.tags());
    tags.put(tag, value);
    return new MetricGroup(group.type(), tags, group.metrics());
  }

  @SuppressWarnings("unchecked") // the file's structure
  private static List<Map<String, Object>> exporterRules() throws IOException {
    String file = Files.readString(DOCS.resolve("monitoring").resolve("jmx-exporter.yml"), UTF_8);
    return (List<Map<String, Object>>) new Yaml().<Map<String, Object>>load(file).get("rules");
  }

  /** An MBean as the exporter writes it for its rules. */
  private static String bean(MetricGroup group) {
    return group.tags().entrySet().stream()
        .map(tag -> ", " + tag.getKey() + "=" + quoted(tag.getValue()))
        .collect(Collectors.joining("", "velostream.schema<type=" + group.type(), ">"));
  }

  private static String quoted(String value) {
    return value.matches("[\\w\\-. %/]+") ? value : ObjectName.quote(value);
  }

  private static Matcher firstMatch(List<Map<String, Object>> rules, String attribute) {
    for (Map<String, Object> rule : rules) {
      Matcher matcher = Pattern.compile(String.valueOf(rule.get("pattern"))).matcher(attribute);
      if (matcher.matches()) {
        return matcher;
      }
    }
    throw new AssertionError("no rule matches " + attribute);
  }

  private static Map<String, Object> ruleOf(List<Map<String, Object>> rules, Matcher matcher) {
    return rules.stream()
        .filter(rule -> matcher.pattern().pattern().equals(rule.get("pattern")))
        .findFirst()
        .orElseThrow();
  }
}
