// SPDX-License-Identifier: Apache-2.0
/** The catalog: subjects as tables. */
@NullMarked
package io.velostream.schema.flink.catalog;

import org.jspecify.annotations.NullMarked;
