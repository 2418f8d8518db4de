// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.format;

import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

/** Names a format and the options that statements may give it. */
abstract class FormatFactory implements Factory {

  final RowFormat format;

  FormatFactory(RowFormat format) {
    this.format = format;
  }

  @Override
  public final String factoryIdentifier() {
    return format.identifier();
  }

  @Override
  public final Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  @Override
  public final Set<ConfigOption<?>> optionalOptions() {
    return FormatOptions.known(format);
  }
}
