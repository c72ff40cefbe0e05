namespace Users.Contracts;

/// <summary>Names the topics that the system speaks over.</summary>
public static class Topics
{
    /// <summary>Carries commands, by the normalised name of the user (create) or the user's id (update, delete).</summary>
    public static readonly Topic Commands = new("users.commands", 12, TimeSpan.FromDays(7));

    /// <summary>Carries what happened, by user id: the log of all that ever did. What is older has rejections in it, too.</summary>
    public static readonly Topic Events = new("users.events", 12, Retention: null);

    /// <summary>Carries why nothing happened, by operation id: the outcomes of commands that were rejected.</summary>
    public static readonly Topic Outcomes = new("users.outcomes", 12, TimeSpan.FromDays(7));

    /// <summary>Carries the outcome once more, to the one API instance that waits for it.</summary>
    public static readonly Topic Replies = new("users.replies", 48, TimeSpan.FromMinutes(10));

    /// <summary>Carries the commands that can never succeed, as they came, with the reason in headers.</summary>
    public static readonly Topic DeadLetters = new("users.commands.dead-letter", 1, TimeSpan.FromDays(30));

    /// <summary>Carries what instances of the API ask for that they no longer have in memory, by operation id.</summary>
    public static readonly Topic Queries = new("users.queries", 12, TimeSpan.FromMinutes(10));

    /// <summary>Carries commands on promo codes, by code.</summary>
    public static readonly Topic PromotionCommands = new("promotions.commands", 12, TimeSpan.FromDays(7));

    /// <summary>Carries what happened to promo codes, by code: the log of all that ever did.</summary>
    public static readonly Topic PromotionEvents = new("promotions.events", 12, Retention: null);

    /// <summary>Carries why nothing happened to a promo code, by operation id.</summary>
    public static readonly Topic PromotionOutcomes = new("promotions.outcomes", 12, TimeSpan.FromDays(7));

    /// <summary>Carries the commands on promo codes that can never succeed, as they came, with the reason in headers.</summary>
    public static readonly Topic PromotionDeadLetters = new("promotions.commands.dead-letter", 1, TimeSpan.FromDays(30));

    /// <summary>Carries what is asked of operations on promo codes, by operation id.</summary>
    public static readonly Topic PromotionQueries = new("promotions.queries", 12, TimeSpan.FromMinutes(10));

    /// <summary>Carries all that registrations get, by the id of each: requests, replies, faults and time-outs.</summary>
    public static readonly Topic Registrations = new("registrations.saga", 12, TimeSpan.FromDays(7));

    /// <summary>Carries every step of registrations, and what comes of them, by the id of each.</summary>
    public static readonly Topic RegistrationEvents = new("registrations.events", 12, TimeSpan.FromDays(7));

    /// <summary>Carries the mails that are to be sent, by user.</summary>
    public static readonly Topic WelcomeMails = new("registrations.mails", 12, TimeSpan.FromDays(7));

    /// <summary>Carries which mails were sent, by user.</summary>
    public static readonly Topic WelcomeMailEvents = new("registrations.mails.events", 12, TimeSpan.FromDays(7));

    /// <summary>Carries what no registration could take, as it came, with the reason in headers.</summary>
    public static readonly Topic RegistrationDeadLetters = new("registrations.saga.dead-letter", 1, TimeSpan.FromDays(30));

    /// <summary>Carries what is asked of registrations, by the id of each.</summary>
    public static readonly Topic RegistrationQueries = new("registrations.queries", 12, TimeSpan.FromMinutes(10));

    /// <summary>Carries the mails that could never be sent, as they came, with the reason in headers.</summary>
    public static readonly Topic WelcomeMailDeadLetters = new("registrations.mails.dead-letter", 1, TimeSpan.FromDays(30));

    /// <summary>Gets those of users.</summary>
    public static IReadOnlyList<Topic> Users { get; } = [Commands, Events, Outcomes, Replies, DeadLetters, Queries];

    /// <summary>Gets those of promo codes. Replies come over <see cref="Replies"/>.</summary>
    public static IReadOnlyList<Topic> Promotions { get; } = [PromotionCommands, PromotionEvents, PromotionOutcomes, PromotionDeadLetters, PromotionQueries];

    /// <summary>Gets those of registrations. Replies to clients come over <see cref="Replies"/>.</summary>
    public static IReadOnlyList<Topic> OfRegistrations { get; } =
        [Registrations, RegistrationEvents, WelcomeMails, WelcomeMailEvents, RegistrationDeadLetters, WelcomeMailDeadLetters, RegistrationQueries];

    /// <summary>Gets all of them.</summary>
    public static IReadOnlyList<Topic> All { get; } = [.. Users, .. Promotions, .. OfRegistrations];
}
