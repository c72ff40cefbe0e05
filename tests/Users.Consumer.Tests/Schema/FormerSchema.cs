using System.Text.Json;
using KafkaRider.EntityFrameworkCore;
using Users.Consumer.Tests.Store;
using Users.Consumer.Users;
using Users.Contracts;

namespace Users.Consumer.Tests.Schema;

/// <summary>A database as the last version before migrations left it, rows and all.</summary>
internal static class FormerSchema
{
    public const int Rows = 20;

    private const string Tables =
        """
        CREATE TABLE schema_version (
            version    INT          NOT NULL PRIMARY KEY,
            script     VARCHAR(255) NOT NULL,
            applied_at DATETIME(6)  NOT NULL COMMENT 'UTC'
        ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE users (
            id         BINARY(16)   NOT NULL COMMENT 'version 7 UUID, big-endian, so that rows go in roughly in order',
            name       VARCHAR(255) NOT NULL COMMENT 'as given',
            name_key   BINARY(32)   NULL     COMMENT 'SHA-256 of the normalised name; NULL frees the name',
            version    INT          NOT NULL,
            created_at DATETIME(6)  NOT NULL COMMENT 'UTC',
            updated_at DATETIME(6)  NOT NULL COMMENT 'UTC',
            PRIMARY KEY (id),
            UNIQUE KEY ux_users_name_key (name_key)
        ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE TABLE inbox (
            operation_id BINARY(16)  NOT NULL,
            message_id   BINARY(16)  NOT NULL COMMENT 'the message that was executed: another one with this operation id is a retry',
            fingerprint  BINARY(32)  NOT NULL COMMENT 'SHA-256 of the command type and content',
            outcome_type VARCHAR(64) NOT NULL,
            outcome      TEXT        NOT NULL COMMENT 'JSON, kept as it was written',
            created_at   DATETIME(6) NOT NULL COMMENT 'UTC',
            PRIMARY KEY (operation_id),
            KEY ix_inbox_created_at (created_at)
        ) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        INSERT INTO schema_version VALUES (1, '0001_users_and_inbox.sql', UTC_TIMESTAMP(6))
        """;

    public static async Task<(IReadOnlyList<User> Users, IReadOnlyList<InboxRow> Inbox)> CreateAsync(TestDatabase database)
    {
        await database.CreateAsync();
        await database.ExecuteAsync(Tables);
        var rows = new List<(User User, InboxRow Row)>();

        for (var number = 0; number < Rows; number++)
        {
            rows.Add(await AddAsync(database, number));
        }

        return ([.. rows.Select(row => row.User)], [.. rows.Select(row => row.Row)]);
    }

    /// <summary>Writes a user and an operation as that version did.</summary>
    public static async Task<(User User, InboxRow Row)> AddAsync(TestDatabase database, int number)
    {
        var at = DateTime.UtcNow.Date.AddSeconds(number);
        var name = ValidName.Parse($"Zoë {number}");
        var user = new User(Guid.CreateVersion7(at), name.Given, name.Key, 1, at, at);
        var command = NewCommand.Create(name.Given);
        var outcome = JsonSerializer.Serialize(
            new UserCreated(user.Id, user.Name, 1, new DateTimeOffset(at, TimeSpan.Zero)), ContractsJsonContext.Default.UserCreated);
        var row = new InboxRow(
            command.Operation.Id, 0, command.Operation.MessageId, FormerFingerprint.Of(new CreateUser(name.Given))!.Value, Caller: null, nameof(UserCreated), outcome, at);

        await database.ExecuteAsync(
            $"""
            START TRANSACTION;
            INSERT INTO users (id, name, name_key, version, created_at, updated_at) VALUES
                (x'{user.Id:N}', '{user.Name}', x'{Hex(name.Key)}', 1, '{at:yyyy-MM-dd HH:mm:ss.ffffff}', '{at:yyyy-MM-dd HH:mm:ss.ffffff}');
            INSERT INTO inbox (operation_id, message_id, fingerprint, outcome_type, outcome, created_at) VALUES
                (x'{row.OperationId:N}', x'{row.MessageId:N}', x'{Hex(row.Fingerprint)}', '{row.OutcomeType}',
                 '{outcome.Replace("\\", "\\\\", StringComparison.Ordinal)}', '{at:yyyy-MM-dd HH:mm:ss.ffffff}');
            COMMIT
            """);

        return (user, row);
    }

    private static string Hex(Digest digest) => Convert.ToHexString(digest.ToByteArray());
}
