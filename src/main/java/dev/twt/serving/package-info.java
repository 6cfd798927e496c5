/**
 * An OpenAI-compatible HTTP endpoint. {@link dev.twt.serving.ChatServer} knows HTTP, JSON and errors and nothing of
 * models; whoever answers is behind {@link dev.twt.serving.ChatAnswerer}.
 */
package dev.twt.serving;
