using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Users.Api.Tests.Telemetry;

/// <summary>Keeps log lines with what their scopes say, as a console that shows scopes writes them.</summary>
internal sealed class ScopedLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private IExternalScopeProvider? _scopes;

    public IReadOnlyCollection<string> Lines => _lines;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(ScopedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logs._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scopes = new List<object?>();
            logs._scopes?.ForEachScope((scope, all) => all.Add(scope), scopes);
            logs._lines.Enqueue($"{category} => {string.Join(" => ", scopes)}: {formatter(state, exception)}");
        }
    }
}
