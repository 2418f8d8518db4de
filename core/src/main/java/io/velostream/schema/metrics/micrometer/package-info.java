// SPDX-License-Identifier: Apache-2.0
/** Publishes metrics by Micrometer, which the application provides. */
@NullMarked
package io.velostream.schema.metrics.micrometer;

import org.jspecify.annotations.NullMarked;
