metadata description = 'The alerts. docs/operations.md says what each alert means and what to do.'

import { tagsType } from '../types.bicep'

@description('The region.')
param location string

@description('The tags.')
param tags tagsType

@description('The name of the environment, for the alerts\' names.')
param environmentName string

@description('The id of the workspace to query.')
param workspaceId string

@description('An address that gets the alerts; empty for none.')
param email string

@description('The ids of action groups that get the alerts.')
param actionGroupIds string[]

var alerts = [
  {
    name: 'no-heartbeat'
    title: 'The app does not run'
    severity: 1
    window: 'PT15M' // the timer ticks four times a minute; telemetry may take some minutes to arrive
    query: loadTextContent('../alerts/no-heartbeat.kql')
  }
  {
    name: 'dead-letters'
    title: 'Dead letters wait'
    severity: 1
    window: 'PT2H' // longer than the interval of the reminders, so that the alert stays active until there are no dead letters
    query: loadTextContent('../alerts/dead-letters.kql')
  }
  {
    name: 'failed-runs'
    title: 'Runs failed'
    severity: 2
    window: 'PT30M'
    query: loadTextContent('../alerts/failed-runs.kql')
  }
  {
    name: 'refused-signatures'
    title: 'Many requests without a valid signature'
    severity: 2
    window: 'PT15M'
    query: loadTextContent('../alerts/refused-signatures.kql')
  }
  {
    name: 'failed-polls'
    title: 'A robot cannot poll'
    severity: 2
    window: 'PT30M'
    query: loadTextContent('../alerts/failed-polls.kql')
  }
  {
    name: 'poison-messages'
    title: 'Queue messages could not be worked on'
    severity: 2
    window: 'PT15M'
    query: loadTextContent('../alerts/poison-messages.kql')
  }
]

resource mail 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-robot-${environmentName}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'robot'
    enabled: true
    emailReceivers: [
      { name: 'mail', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'alert-${alert.name}-${environmentName}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${alert.title} (${environmentName})'
      description: 'See "${alert.name}" in docs/operations.md.'
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      autoMitigate: true
      criteria: {
        allOf: [
          {
            // Each query returns rows only if the alert applies.
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: {
        actionGroups: concat(actionGroupIds, empty(email) ? [] : [mail.id])
      }
    }
  }
]
