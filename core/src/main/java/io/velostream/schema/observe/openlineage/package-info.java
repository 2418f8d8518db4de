// SPDX-License-Identifier: Apache-2.0
/** Lineage as OpenLineage run events, sent to a URL or appended to a file. */
@NullMarked
package io.velostream.schema.observe.openlineage;

import org.jspecify.annotations.NullMarked;
