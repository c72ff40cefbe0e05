using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Support;

/// <summary>Keeps what one peer writes to its log.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Text, bool HasException)> _lines = [];

    public IReadOnlyList<(string Text, bool HasException)> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(string Text, bool HasException)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue((formatter(state, exception), exception is not null));
            }
        }
    }
}
