// SPDX-License-Identifier: Apache-2.0
/** The REST endpoints, and the registration and deletion that they call. */
@NullMarked
package io.velostream.schema.testing.endpoint;

import org.jspecify.annotations.NullMarked;
