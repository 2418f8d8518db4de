// SPDX-License-Identifier: Apache-2.0
/** Sending of JSON to a URL, for listeners. */
@NullMarked
package io.velostream.schema.observe.http;

import org.jspecify.annotations.NullMarked;
