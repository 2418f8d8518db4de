// SPDX-License-Identifier: Apache-2.0
/** The HTTP server: sockets, requests, responses, the log of requests. */
@NullMarked
package io.velostream.schema.testing.http;

import org.jspecify.annotations.NullMarked;
