// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink;

import io.velostream.schema.flink.catalog.RegistryCatalogs;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.CatalogFactory;

/** The catalog of a registry. Flink finds it by its type in statements, {@code velo-registry}. */
public final class VeloRegistryCatalogFactory implements CatalogFactory {

  /** Called by Flink. */
  public VeloRegistryCatalogFactory() {}

  @Override
  public String factoryIdentifier() {
    return "velo-registry";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of();
  }

  /** Checked by the catalog, since some have prefixes. */
  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public Catalog createCatalog(Context context) {
    return RegistryCatalogs.create(context);
  }
}
