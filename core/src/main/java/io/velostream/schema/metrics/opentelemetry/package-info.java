// SPDX-License-Identifier: Apache-2.0
/** Publishes metrics and traces by OpenTelemetry, which the application provides. */
@NullMarked
package io.velostream.schema.metrics.opentelemetry;

import org.jspecify.annotations.NullMarked;
