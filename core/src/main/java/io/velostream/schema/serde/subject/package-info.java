// SPDX-License-Identifier: Apache-2.0
/** Subjects of topics: strategies, contexts and associations. */
@NullMarked
package io.velostream.schema.serde.subject;

import org.jspecify.annotations.NullMarked;
