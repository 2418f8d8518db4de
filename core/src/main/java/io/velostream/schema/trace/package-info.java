// SPDX-License-Identifier: Apache-2.0
/** Spans of cold paths, for a tracing library that the application provides. */
@NullMarked
package io.velostream.schema.trace;

import org.jspecify.annotations.NullMarked;
