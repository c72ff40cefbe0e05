using System.Globalization;
using MySqlConnector;

namespace Users.Bench.Systems;

/// <summary>A database whose tables of users and operations have had a long life.</summary>
internal sealed class FilledTables(int rows)
{
    private const int Chunk = 500_000;

    // What B-tree pages tend to when keys come in no order: ln 2.
    private const int GrownFillPercent = 69;

    private const string OutcomeStart = "{\"userId\":\"01a1fdc2-3d11-7ecc-acab-0b10e8cc71f2\",\"name\":\"";
    private const string OutcomeEnd = "\",\"version\":1,\"createdAt\":\"2026-11-21T10:58:47.697063+00:00\"}";
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    // What the load adds counts for little in the larger ones, which take minutes to fill.
    private readonly bool _isKept = rows > 100_000;
    private bool _isFilled;

    private string Database => string.Create(CultureInfo.InvariantCulture, $"users_{rows}");

    /// <summary>Describes the system on this database.</summary>
    public BenchSystem CreateSystem() => new(
        $"ours-{rows}", string.Create(CultureInfo.InvariantCulture, $"{rows:N0} users and operations"), rig => [rig.Consumer(Settings(rig)), rig.Api()])
    {
        StoresUsers = false,
        PrepareAsync = FillAsync,
    };

    public Task DropAsync(Rig rig, CancellationToken cancellationToken) => rig.ExecuteAsync($"DROP DATABASE IF EXISTS {Database}", cancellationToken);

    private Dictionary<string, string> Settings(Rig rig) => new()
    {
        ["ConnectionStrings__Users"] = new MySqlConnectionStringBuilder(rig.Database.ConnectionString) { Database = Database }.ConnectionString,
    };

    private async Task FillAsync(Rig rig, CancellationToken cancellationToken)
    {
        if (_isFilled && _isKept)
        {
            return;
        }

        await DropAsync(rig, cancellationToken);
        await CreateTablesAsync(rig, cancellationToken);

        // A column of numbers to select from, doubled until it is long enough.
        await rig.ExecuteAsync($"CREATE TABLE {Database}.numbers (n INT PRIMARY KEY); INSERT INTO {Database}.numbers VALUES (0)", cancellationToken);

        for (var count = 1; count < rows; count *= 2)
        {
            await rig.ExecuteAsync(
                $"INSERT INTO {Database}.numbers SELECT n + {count} FROM {Database}.numbers WHERE n + {count} < {rows}", cancellationToken);
        }

        // Rows in the order of the key, and the unique index afterwards, sorted: its keys are digests, each at another place. Its pages are
        // as full as those of an index that grew by such keys; full ones would split with nearly every row that the load adds.
        await rig.ExecuteAsync($"ALTER TABLE {Database}.users DROP INDEX ux_users_name_key", cancellationToken);

        for (var first = 0; first < rows; first += Chunk)
        {
            await InsertAsync(rig, first, cancellationToken);
        }

        await rig.ExecuteAsync(
            $"""
            SET GLOBAL innodb_fill_factor = {GrownFillPercent};
            ALTER TABLE {Database}.users ADD UNIQUE KEY ux_users_name_key (name_key);
            SET GLOBAL innodb_fill_factor = DEFAULT
            """,
            cancellationToken);
        await rig.ExecuteAsync($"DROP TABLE {Database}.numbers; ANALYZE TABLE {Database}.users, {Database}.inbox", cancellationToken);
        _isFilled = true;
    }

    private async Task CreateTablesAsync(Rig rig, CancellationToken cancellationToken)
    {
        var consumer = rig.Consumer(Settings(rig)).Server;
        await consumer.StartAsync(cancellationToken);
        await consumer.StopAsync(Grace);
    }

    private async Task InsertAsync(Rig rig, int first, CancellationToken cancellationToken)
    {
        const string Id = "UNHEX(LPAD(HEX(n), 32, '0'))";
        const string Name = "CONCAT('long known ', n)";
        var range = $"FROM {Database}.numbers WHERE n >= {first} AND n < {first + Chunk} ORDER BY n";

        await rig.ExecuteAsync(
            $"""
            INSERT INTO {Database}.users (id, name, name_key, version, created_at, updated_at)
                SELECT {Id}, {Name}, UNHEX(SHA2({Name}, 256)), 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6) {range};
            INSERT INTO {Database}.inbox (operation_id, message_id, fingerprint, outcome_type, outcome, created_at)
                SELECT {Id}, {Id}, UNHEX(SHA2({Name}, 256)), 'UserCreated', CONCAT('{OutcomeStart}', {Name}, '{OutcomeEnd}'), UTC_TIMESTAMP(6) {range}
            """,
            cancellationToken);
    }
}
