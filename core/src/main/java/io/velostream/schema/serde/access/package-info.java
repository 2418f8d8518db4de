// SPDX-License-Identifier: Apache-2.0
/** Access control of topics and subjects, by patterns or by an application's own policy. */
@NullMarked
package io.velostream.schema.serde.access;

import org.jspecify.annotations.NullMarked;
