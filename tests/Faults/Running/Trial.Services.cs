using System.Globalization;
using Users.AppHost.Processes;
using Users.AppHost.Services;
using Users.Faults.Load;
using Users.Faults.Parts;

namespace Users.Faults.Running;

/// <summary>The processes of a trial.</summary>
public sealed partial class Trial
{
    private readonly List<Service> _apis = [];
    private readonly List<Service> _consumers = [];
    private readonly List<Service> _promotionHosts = [];
    private readonly List<Service> _registrationHosts = [];

    public IReadOnlyList<Service> Apis => _apis;

    /// <summary>Gets the consumers of users.</summary>
    public IReadOnlyList<Service> Consumers => _consumers;

    /// <summary>Gets the consumers of promo codes.</summary>
    public IReadOnlyList<Service> PromotionHosts => _promotionHosts;

    public IReadOnlyList<Service> RegistrationHosts => _registrationHosts;

    /// <summary>Starts instances of the API and of the consumer of users and waits until they are ready.</summary>
    public async Task StartAsync(int apis, int consumers, BrokerLink? apiLink = null, BrokerLink? consumerLink = null, Settings? settings = null)
    {
        await Task.WhenAll(
            Enumerable.Range(0, consumers).Select(_ => AddConsumer(consumerLink, settings).StartAsync())
                .Concat(Enumerable.Range(0, apis).Select(_ => AddApi(apiLink, settings).StartAsync()))
                .ToList());
    }

    /// <summary>Starts instances of all services that registrations take and waits until they are ready.</summary>
    public async Task StartAsync(int apis, int consumers, int promotionHosts, int registrationHosts, Settings? settings = null)
    {
        await Task.WhenAll(
            Enumerable.Range(0, promotionHosts).Select(_ => AddPromotionHost(settings).StartAsync())
                .Concat(Enumerable.Range(0, registrationHosts).Select(_ => AddRegistrationHost(settings).StartAsync()))
                .Append(StartAsync(apis, consumers, settings: settings))
                .ToList());
    }

    /// <summary>Describes one more instance of the API, which reaches the brokers over the link, if one is given.</summary>
    public Service AddApi(BrokerLink? link = null, Settings? settings = null) =>
        Add(_apis, "api", link, settings, (number, port, output, all) => ServiceInstance.Api(number, port, Surroundings.Kafka, output, all));

    public Service AddConsumer(BrokerLink? link = null, Settings? settings = null) =>
        Add(_consumers, "consumer", link, settings, (number, port, output, all) =>
            ServiceInstance.Consumer(number, port, Surroundings.Kafka, Surroundings.DatabaseServer, output, all));

    public Service AddPromotionHost(Settings? settings = null) =>
        Add(_promotionHosts, "promotions", null, settings, (number, port, output, all) =>
            ServiceInstance.Promotions(number, port, Surroundings.Kafka, Surroundings.DatabaseServer, output, all));

    public Service AddRegistrationHost(Settings? settings = null) =>
        Add(_registrationHosts, "registrations", null, settings, (number, port, output, all) =>
            ServiceInstance.Registrations(number, port, Surroundings.Kafka, Surroundings.DatabaseServer, output, all));

    private IEnumerable<Service> Services() => [.. _apis, .. _consumers, .. _promotionHosts, .. _registrationHosts];

    private IEnumerable<Service> Running() => Services().Where(service => service.IsRunning);

    private Service Add(
        List<Service> list, string kind, BrokerLink? link, Settings? settings,
        Func<int, int, Action<string>, Dictionary<string, string>, ServerProcess> create)
    {
        var number = list.Count + 1;
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");
        var output = new OutputFile(Path.Combine(_folder, $"{name}.log"));
        _outputs.Add(name, output);

        var all = new Dictionary<string, string> { ["ConnectionStrings__Users"] = Surroundings.ProxiedConnectionString };

        foreach (var (key, value) in settings ?? [])
        {
            all[key] = value;
        }

        if (link is not null)
        {
            all["Kafka__BootstrapServers"] = link.BootstrapServers;
        }

        var port = Ports.Next();
        var service = new Service(name, port, create(number, port, output.WriteLine, all), new ApiClient(name, port, Log));
        list.Add(service);

        return service;
    }
}
