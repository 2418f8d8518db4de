// SPDX-License-Identifier: Apache-2.0
package io.velostream.schema.evolution.impact;

import io.velostream.schema.model.SubjectVersion;
import io.velostream.schema.observe.lineage.LineageReport;

/**
 * A use of a touched schema, as lineage knows it.
 *
 * @param schema the schema that is touched: a dependent, or the changed schema itself
 * @param use the client and topic
 */
public record TouchedUse(SubjectVersion schema, LineageReport.Use use) {}
