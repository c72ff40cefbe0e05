using System.Reflection;
using KafkaRider;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Users.Contracts;

namespace Users.Api.Tests.Fixtures;

/// <summary>Is a request client, or a sender, that notes its calls and refuses each with an exception, where a test is about just that.</summary>
public class ScriptedClient : DispatchProxy
{
    private Exception? _exception;
    private int _calls;

    public int Calls => Volatile.Read(ref _calls);

    public TimeSpan? Timeout { get; private set; }

    public static ScriptedClient Throwing(Exception exception) => Throwing<CreateUser>(exception);

    public static ScriptedClient Throwing<TCommand>(Exception exception)
        where TCommand : class
    {
        var client = (ScriptedClient)(object)Create<IRequestClient<TCommand>, ScriptedClient>();
        client._exception = exception;
        return client;
    }

    public static ScriptedClient SenderThrowing(Exception exception)
    {
        var client = (ScriptedClient)(object)Create<IRequestSender<CreateUser>, ScriptedClient>();
        client._exception = exception;
        return client;
    }

    public void AddSenderTo(IServiceCollection services) => services.AddSingleton((IRequestSender<CreateUser>)(object)this);

    public void AddTo(IServiceCollection services) => AddTo<CreateUser>(services);

    public void AddTo<TCommand>(IServiceCollection services)
        where TCommand : class => services.AddSingleton((IRequestClient<TCommand>)(object)this);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        Interlocked.Increment(ref _calls);
        Timeout = args?.OfType<RequestTimeout>().Select(timeout => timeout.Value).SingleOrDefault();
        throw _exception!;
    }
}
