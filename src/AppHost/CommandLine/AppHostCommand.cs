namespace Users.AppHost.CommandLine;

/// <summary>Is the command line of <c>run.sh</c>.</summary>
internal sealed class AppHostCommand : ProgramCommand
{
    private const string Environment =
        """
        Environment:
          KAFKA_BOOTSTRAP           a running Kafka, such as localhost:9092
          KAFKA_HOME                else an Apache Kafka distribution, from which a private broker is started (needs Java 17);
                                    without either, a small broker inside this process serves. It keeps its records in memory:
                                    after a restart the database still knows the users, but GET /users does not
          Kafka__Prefix             stands before the names of topics and groups and before client ids, such as team-a., so that
                                    several systems, each with a database of its own, share a Kafka
          ConnectionStrings__Users  a running MySQL or MariaDB, such as "Server=localhost;Database=users;User ID=me;Password=secret";
                                    without it, a private server is started from what is installed
          ConnectionStrings__Promotions  where promo codes are kept, if not in the database promotions on the same server
          ConnectionStrings__Registrations  where registrations are kept, if not in the database registrations on the same server
          DATABASE_HOME             a MySQL or MariaDB distribution that was only unpacked, to start the private server from
          USERS_DATA                where the private broker and database keep their data (default .local)
        """;

    private static readonly AppHostOptions Defaults = new();

    public AppHostCommand(Func<AppHostOptions, Task<int>> run)
        : base(
            "./run.sh",
            "Brings up the whole system on this machine: broker, database, consumers and API. Ctrl-C stops it all.",
            Environment)
    {
        var port = new NumberOption(
            "--port",
            $"the API's port; further instances take the ports after it.\nThe consumers' health endpoints listen {AppHostOptions.ConsumerPortOffset} above it, those of promotions and registrations {AppHostOptions.PromotionsPortOffset} and {AppHostOptions.RegistrationsPortOffset}.",
            most: AppHostOptions.MaxPort)
        {
            Default = Defaults.Port,
        };
        var apis = Instances("--api", "the API", Defaults.ApiInstances);
        var consumers = Instances("--consumers", "the consumer", Defaults.ConsumerInstances);
        var clean = new SwitchOption("--clean", "forget the data of the private broker and database first");

        Add(port);
        Add(apis);
        Add(consumers);
        Add(clean);
        SetAction(result => run(new(
            result.GetValue(port), result.GetValue(apis), result.GetValue(consumers), result.GetValue(clean))));
    }

    private static NumberOption Instances(string name, string what, int count) =>
        new(name, $"how many instances of {what} to start, at most {AppHostOptions.MaxInstances}", most: AppHostOptions.MaxInstances) { Default = count };
}
