// SPDX-License-Identifier: Apache-2.0
/** Events, their listener, metrics and health. */
@NullMarked
package io.velostream.schema.event;

import org.jspecify.annotations.NullMarked;
