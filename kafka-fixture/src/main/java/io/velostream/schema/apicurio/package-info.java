// SPDX-License-Identifier: Apache-2.0
/** Apicurio Registries in separate processes, for integration tests. */
@NullMarked
package io.velostream.schema.apicurio;

import org.jspecify.annotations.NullMarked;
