// SPDX-License-Identifier: Apache-2.0
/** Lineage: which client writes and reads which topic with which schema. */
@NullMarked
package io.velostream.schema.observe.lineage;

import org.jspecify.annotations.NullMarked;
