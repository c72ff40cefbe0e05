using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace KafkaRider.Tests.Support;

/// <summary>Keeps the names of what is logged.</summary>
internal sealed class EventLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string?> Names { get; } = [];

    /// <summary>Gets or sets what is done when something is logged, on the thread that does so.</summary>
    public Action<string?> OnLogged { get; set; } = _ => { };

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        Names.Enqueue(eventId.Name);
        OnLogged(eventId.Name);
    }

    public void Dispose()
    {
    }
}
