// SPDX-License-Identifier: Apache-2.0
/**
 * Apicurio Registries in processes of their own, for the tests of this build against a registry
 * that is not ours.
 */
@NullMarked
package io.velostream.schema.apicurio;

import org.jspecify.annotations.NullMarked;
