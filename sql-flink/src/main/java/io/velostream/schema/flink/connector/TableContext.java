// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.connector;

import java.util.Map;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.catalog.ObjectIdentifier;
import org.apache.flink.table.catalog.ResolvedCatalogTable;
import org.apache.flink.table.factories.DynamicTableFactory;

/** The context of a table, with another definition of the table. */
record TableContext(DynamicTableFactory.Context original, ResolvedCatalogTable table)
    implements DynamicTableFactory.Context {

  @Override
  public ObjectIdentifier getObjectIdentifier() {
    return original.getObjectIdentifier();
  }

  @Override
  public ResolvedCatalogTable getCatalogTable() {
    return table;
  }

  @Override
  public Map<String, String> getEnrichmentOptions() {
    return original.getEnrichmentOptions();
  }

  @Override
  public ReadableConfig getConfiguration() {
    return original.getConfiguration();
  }

  @Override
  public ClassLoader getClassLoader() {
    return original.getClassLoader();
  }

  @Override
  public boolean isTemporary() {
    return original.isTemporary();
  }
}
