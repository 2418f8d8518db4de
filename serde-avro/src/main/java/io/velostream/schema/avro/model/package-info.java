// SPDX-License-Identifier: Apache-2.0
/** Avro's data models of user classes: generic, generated and reflected. */
@NullMarked
package io.velostream.schema.avro.model;

import org.jspecify.annotations.NullMarked;
