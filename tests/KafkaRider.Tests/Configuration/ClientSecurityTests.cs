using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using KafkaRider.Tests.Support;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace KafkaRider.Tests.Configuration;

/// <summary>TLS and SASL as MassTransit.Kafka has its users set them, on a broker that lets in nobody else.</summary>
public sealed class ClientSecurityTests(SaslBroker broker) : IClassFixture<SaslBroker>
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SaslMechanism.Plain)]
    [InlineData(SaslMechanism.ScramSha256)]
    [InlineData(SaslMechanism.ScramSha512)]
    public async Task UseSaslAndUseSsl_PasswordAndAuthority_LetProducersAndEndpointsIn(SaslMechanism mechanism)
    {
        SkipUnlessAvailable();
        await using var visitor = await Visitor.StartAsync(broker, (k, host) =>
        {
            k.SecurityProtocol = SecurityProtocol.SaslSsl;
            UsePassword(host, mechanism);
            host.UseSsl(ssl => ssl.CaLocation = broker.CertificateAuthority);
        });

        Assert.Equal("hello", await visitor.SendAsync("hello"));
    }

    [Fact]
    public async Task UseSasl_SecurityProtocolThereAndAuthorityAsText_AreTheSame()
    {
        SkipUnlessAvailable();
        var authority = await File.ReadAllTextAsync(broker.CertificateAuthority, Cancellation);
        await using var visitor = await Visitor.StartAsync(broker, (_, host) =>
        {
            host.UseSasl(sasl =>
            {
                sasl.SecurityProtocol = SecurityProtocol.SaslSsl;
                sasl.Mechanism = SaslMechanism.Plain;
                sasl.Username = SaslBroker.User;
                sasl.Password = SaslBroker.Password;
            });
            host.UseSsl(ssl => ssl.SslCaPem = authority);
        });

        Assert.Equal("hello", await visitor.SendAsync("hello"));
    }

    [Fact]
    public async Task UseSasl_WrongPassword_IsNamedByHealth()
    {
        SkipUnlessAvailable();
        await using var visitor = await Visitor.StartAsync(
            broker,
            (k, host) =>
            {
                k.SecurityProtocol = SecurityProtocol.SaslSsl;
                UsePassword(host, SaslMechanism.Plain, "guessed");
                host.UseSsl(ssl => ssl.CaLocation = broker.CertificateAuthority);
            },
            untilHealthy: false);

        await visitor.UntilHealthSaysAsync("Authentication failed");
    }

    [Fact]
    public async Task UseSsl_AnotherAuthority_IsNamedByHealthUnlessNobodyVerifies()
    {
        SkipUnlessAvailable();
        Action<IKafkaFactoryConfigurator, IKafkaHostConfigurator> Trust(bool? verifies) => (k, host) =>
        {
            k.SecurityProtocol = SecurityProtocol.SaslSsl;
            UsePassword(host, SaslMechanism.Plain);
            host.UseSsl(ssl =>
            {
                ssl.CaLocation = broker.WrongAuthority;
                ssl.EnableCertificateVerification = verifies;
            });
        };
        await using (var suspicious = await Visitor.StartAsync(broker, Trust(verifies: null), untilHealthy: false))
        {
            await suspicious.UntilHealthSaysAsync("certificate verify failed");
        }

        await using var careless = await Visitor.StartAsync(broker, Trust(verifies: false));
        Assert.Equal("hello", await careless.SendAsync("hello"));
    }

    [Fact]
    public async Task OAuthBearerTokenRefreshHandler_IsAskedByEveryClientBeforeEachTokenEnds()
    {
        SkipUnlessAvailable();
        var asked = new ConcurrentQueue<(string Client, string Config)>();
        await using var visitor = await Visitor.StartAsync(broker, (k, host) =>
        {
            k.SecurityProtocol = SecurityProtocol.SaslSsl;
            k.OAuthBearerTokenRefreshHandler((client, config) =>
            {
                asked.Enqueue((client.Name, config));
                var ends = DateTimeOffset.UtcNow + TokenLife;
                client.OAuthBearerSetToken(Token(ends), ends.ToUnixTimeMilliseconds(), SaslBroker.User);
            });
            host.UseSasl(sasl =>
            {
                sasl.Mechanism = SaslMechanism.OAuthBearer;
                sasl.OauthbearerConfig = "scope=orders";
            });
            host.UseSsl(ssl => ssl.CaLocation = broker.CertificateAuthority);
        });

        Assert.Equal("hello", await visitor.SendAsync("hello"));
        Assert.All(asked, question => Assert.Equal("scope=orders", question.Config));
        Assert.Contains(asked, question => question.Client.Contains("producer", StringComparison.Ordinal));
        Assert.Contains(asked, question => question.Client.Contains("consumer", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => asked.CountBy(question => question.Client).All(client => client.Value >= 2));
    }

    private static void UsePassword(IKafkaHostConfigurator host, SaslMechanism mechanism, string password = SaslBroker.Password) => host.UseSasl(sasl =>
    {
        sasl.Mechanism = mechanism;
        sasl.Username = SaslBroker.User;
        sasl.Password = password;
    });

    // One that nobody has signed, which such a broker takes that nobody has given a key to.
    private static string Token(DateTimeOffset ends)
    {
        static string Encode(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

        var begins = ends - TokenLife;
        return $"{Encode("{\"alg\":\"none\"}")}.{Encode($"{{\"sub\":\"{SaslBroker.User}\",\"iat\":{begins.ToUnixTimeSeconds()},\"exp\":{ends.ToUnixTimeSeconds()}}}")}.";
    }

    private void SkipUnlessAvailable() => Assert.SkipUnless(broker.IsAvailable, "Needs an Apache Kafka distribution: KAFKA_HOME.");

    /// <summary>Is a process with a producer and an endpoint on the secured broker.</summary>
    private sealed class Visitor(Peer peer, ConcurrentQueue<string> heard) : IAsyncDisposable
    {
        public static async Task<Visitor> StartAsync(
            SaslBroker broker, Action<IKafkaFactoryConfigurator, IKafkaHostConfigurator> configure, bool untilHealthy = true)
        {
            var topic = await broker.CreateTopicAsync();
            var heard = new ConcurrentQueue<string>();
            return new(
                await Peer.StartAsync(
                    rider => rider.AddProducer<Noted>(topic),
                    (_, k) =>
                    {
                        k.Host(broker.BootstrapServers, host => configure(k, host));
                        k.TopicEndpoint<Noted>(topic, topic, endpoint => endpoint.Handler<Noted>(context =>
                        {
                            heard.Enqueue(context.Message.Text);
                            return Task.CompletedTask;
                        }));
                    },
                    untilHealthy),
                heard);
        }

        public async Task<string> SendAsync(string text)
        {
            await using var scope = peer.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<ITopicProducer<Noted>>().Produce(new(text), Cancellation);
            await Eventually.TrueAsync(() => !heard.IsEmpty);
            return heard.Single();
        }

        public Task UntilHealthSaysAsync(string reason) => Eventually.TrueAsync(() => peer.Bus.CheckHealth().Endpoints.Values
            .Any(endpoint => endpoint.Description?.Contains(reason, StringComparison.OrdinalIgnoreCase) == true));

        public ValueTask DisposeAsync() => peer.DisposeAsync();
    }
}
