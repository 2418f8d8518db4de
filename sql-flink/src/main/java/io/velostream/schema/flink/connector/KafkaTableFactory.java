// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import io.velostream.schema.flink.format.RowFormat;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.factories.DynamicTableFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;

/**
 * Makes tables of one of Flink's Kafka connectors, after it has added the options of the table's
 * configuration file. The connector is found at run time, by its name.
 */
public abstract class KafkaTableFactory
    implements DynamicTableSourceFactory, DynamicTableSinkFactory {

  private static final ConfigOption<String> CONFIG_FILE =
      ConfigOptions.key(FileOptions.CONFIG_FILE).stringType().noDefaultValue();

  private final String connector;

  /** Creates the factory for the connector {@code velo-NAME} on top of {@code NAME}. */
  protected KafkaTableFactory(String connector) {
    this.connector = connector;
  }

  @Override
  public final String factoryIdentifier() {
    return TableKind.PREFIX + connector;
  }

  @Override
  public final Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public final Set<ConfigOption<?>> optionalOptions() {
    Set<ConfigOption<?>> options = new HashSet<>();
    options.add(CONFIG_FILE);
    DynamicTableFactory delegate = delegate(Thread.currentThread().getContextClassLoader());
    options.addAll(delegate.requiredOptions());
    options.addAll(delegate.optionalOptions());
    return options;
  }

  @Override
  public final Set<ConfigOption<?>> forwardOptions() {
    return delegate(Thread.currentThread().getContextClassLoader()).forwardOptions();
  }

  /**
   * Makes the source.
   *
   * @throws ValidationException naming table, file and key, if the file cannot be read or an option
   *     is missing in it and in the statement
   */
  @Override
  public final DynamicTableSource createDynamicTableSource(Context context) {
    DynamicTableSourceFactory delegate =
        (DynamicTableSourceFactory) delegate(context.getClassLoader());
    Map<String, String> options = options(context, delegate, true);
    ResolvedCatalogTable table = context.getCatalogTable().copy(options);
    DynamicTableSource source = delegate.createDynamicTableSource(new TableContext(context, table));
    return canProject(options)
        ? new ProjectedSource((ScanTableSource) source, delegate, context, table)
        : source;
  }

  /**
   * Makes the sink.
   *
   * @throws ValidationException as {@link #createDynamicTableSource}
   */
  @Override
  public final DynamicTableSink createDynamicTableSink(Context context) {
    DynamicTableSinkFactory delegate = (DynamicTableSinkFactory) delegate(context.getClassLoader());
    ResolvedCatalogTable table = context.getCatalogTable().copy(options(context, delegate, false));
    return delegate.createDynamicTableSink(new TableContext(context, table));
  }

  private Map<String, String> options(
      Context context, DynamicTableFactory delegate, boolean reads) {
    return new FileOptions(
            context.getObjectIdentifier().asSummaryString(),
            TableKind.of(connector, reads, delegate))
        .complete(context.getCatalogTable().getOptions());
  }

  /** Whether columns are found by name, and all of them in the value. */
  private boolean canProject(Map<String, String> options) {
    String format = options.getOrDefault("format", options.get("value.format"));
    return connector.equals("kafka")
        && !options.containsKey("key.fields")
        && format != null
        && RowFormat.of(format).isPresent();
  }

  private DynamicTableFactory delegate(ClassLoader loader) {
    return TableKind.factory(connector, loader);
  }
}
