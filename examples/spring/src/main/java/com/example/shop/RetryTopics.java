// SPDX-License-Identifier: Apache-2.0
package com.example.shop;

import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.retrytopic.RetryTopicConfigurationSupport;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Gives listeners with retry topics the same rules; Spring resumes their consumers by a timer. */
@Configuration
@EnableScheduling
class RetryTopics extends RetryTopicConfigurationSupport {

  @Override
  protected void configureCustomizers(CustomizersConfigurer customizers) {
    customizers.customizeErrorHandler(ErrorHandling::retryWhileItDoesNotAnswer);
  }
}
