namespace KafkaRider.AspNetCore.Tests.Support;

/// <summary>Is a service with the defaults, for the tests of a class that leave nothing behind that another one sees.</summary>
public sealed class SharedService : IAsyncLifetime
{
    private TestService? _service;

    internal TestService Service => _service ?? throw new InvalidOperationException("The service has not started.");

    public async ValueTask InitializeAsync() => _service = await TestService.StartAsync();

    public ValueTask DisposeAsync() => _service?.DisposeAsync() ?? ValueTask.CompletedTask;
}
