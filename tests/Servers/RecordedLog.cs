using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Servers;

/// <summary>Keeps what one instance logs, from level Information on.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Event, string Text, Exception? Exception)> _lines = [];

    public IReadOnlyList<(string Event, string Text, Exception? Exception)> Lines => [.. _lines];

    /// <summary>Returns the lines of one kind.</summary>
    public IReadOnlyList<(string Event, string Text, Exception? Exception)> Of(string name) => [.. _lines.Where(line => line.Event == name)];

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(string Event, string Text, Exception? Exception)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue((eventId.Name ?? string.Empty, formatter(state, exception), exception));
            }
        }
    }
}
