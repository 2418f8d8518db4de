// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.flink.catalog;

import io.velostream.schema.flink.format.TableSubject;
import io.velostream.schema.serde.shared.ResolverLease;
import io.velostream.schema.serde.shared.SchemaResolvers;
import org.apache.flink.table.api.Schema;

/** The columns of tables that name none. */
public final class SubjectColumns {

  private SubjectColumns() {}

  /**
   * The columns of the newest version of a subject.
   *
   * @throws io.velostream.schema.model.SchemaException if there is none, it has no columns, or the
   *     registry does not answer
   */
  public static Schema of(TableSubject subject) {
    try (ResolverLease lease = SchemaResolvers.shared(subject.configs())) {
      Schema.Builder columns = Schema.newBuilder();
      SubjectTable.of(lease.resolver(), lease.resolver().latest(subject.subject()))
          .fields()
          .forEach(each -> columns.column(each.getName(), each.getDataType()));
      return columns.build();
    }
  }
}
