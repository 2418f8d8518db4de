// SPDX-License-Identifier: Apache-2.0
/** Credentials of requests: basic authentication, bearer tokens and requests to token endpoints. */
@NullMarked
package io.velostream.schema.registry.auth;

import org.jspecify.annotations.NullMarked;
